package io.tollgate.conference;

import org.jspecify.annotations.Nullable;

/**
 * Why a conference ends.
 *
 * @param causeCode Cause-Code 861 for the last record
 * @param reasonHeader what the BYE that ended it said, if anything
 * @param release what the remaining legs are told
 * @param byServer F4b: this server ends it, by a limit, an operator's wish, or the OCS; else a
 *     party did (F4a)
 */
public record EndCause(
    int causeCode, @Nullable String reasonHeader, Release release, boolean byServer) {

  /** TS 32.299 Cause-Code: normal end of session. */
  static final int NORMAL = 0;

  /** TS 32.299 Cause-Code: unsuccessful session set-up (no ACK). */
  static final int NO_ACK = 2;

  /** TS 32.299 Cause-Code: internal error. */
  static final EndCause NODE_FAILURE =
      new EndCause(3, null, Release.refusing(503, "server failure"), true);

  /** A party's BYE, or what stands for it. */
  static EndCause byParty(int causeCode, @Nullable String reasonHeader, Release release) {
    return new EndCause(causeCode, reasonHeader, release, false);
  }

  static EndCause byServer(Release release) {
    return new EndCause(NORMAL, null, release, true);
  }
}
