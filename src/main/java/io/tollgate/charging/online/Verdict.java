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
}
