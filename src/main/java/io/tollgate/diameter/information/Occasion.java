package io.tollgate.diameter.information;

/**
 * Which record it is, as far as that decides what it carries: one row of the table for each, read
 * across.
 */
public enum Occasion {
  // asserted identity, media, end
  START(true, true, false),
  INTERIM(true, true, false),
  UPDATE(true, false, false),
  UPDATE_OF_MEDIA(true, true, false),
  STOP(false, false, true),
  EVENT(true, true, true);

  private final boolean asserted;
  private final boolean media;
  private final boolean end;

  Occasion(boolean asserted, boolean media, boolean end) {
    this.asserted = asserted;
    this.media = media;
    this.end = end;
  }

  /** Called-Asserted-Identity: who answered, joined or left. */
  boolean hasAsserted() {
    return asserted;
  }

  /** SDP: in interims always, because each record stands alone (TS 32.299 6.1). */
  boolean hasMedia() {
    return media;
  }

  /** Cause-Code and Reason-Header. */
  boolean hasEnd() {
    return end;
  }
}
