package io.tollgate.conference;

import org.jspecify.annotations.Nullable;

/**
 * Why a conference ends.
 *
 * @param causeCode Cause-Code 861 for the last record
 * @param reasonHeader what the BYE that ended it said, if anything
 * @param release what the remaining legs are told
 */
public record EndCause(int causeCode, @Nullable String reasonHeader, Release release) {

  /** TS 32.299 Cause-Code: normal end of session. */
  static final int NORMAL = 0;

  /** TS 32.299 Cause-Code: unsuccessful session set-up (no ACK). */
  static final int NO_ACK = 2;

  /** TS 32.299 Cause-Code: internal error. */
  static final EndCause NODE_FAILURE =
      new EndCause(3, null, Release.refusing(503, "server failure"));

  static EndCause normal(@Nullable String reasonHeader) {
    return new EndCause(NORMAL, reasonHeader, Release.CONFERENCE_ENDED);
  }

  static EndCause because(String text) {
    return new EndCause(NORMAL, null, new Release(0, text, null));
  }
}
