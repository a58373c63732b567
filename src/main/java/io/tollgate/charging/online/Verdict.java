package io.tollgate.charging.online;

import io.tollgate.charging.Refusal;

/** Whoever waits for a credit answer; told one of the two, once. */
public interface Verdict {

  Verdict NOBODY =
      new Verdict() {
        @Override
        public void granted() {}

        @Override
        public void refused(Refusal refusal) {}
      };

  void granted();

  void refused(Refusal refusal);

  /** The same, but what was taken for granted is taken back where it is refused. */
  default Verdict orElse(Runnable takeBack) {
    Verdict told = this;
    return this == NOBODY
        ? this
        : new Verdict() {
          @Override
          public void granted() {
            told.granted();
          }

          @Override
          public void refused(Refusal refusal) {
            takeBack.run();
            told.refused(refusal);
          }
        };
  }
}
