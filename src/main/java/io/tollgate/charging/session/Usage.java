package io.tollgate.charging.session;

import io.tollgate.charging.record.UnitType;

/** What a session has used since it began, at one moment, in every unit that can be granted. */
public record Usage(long messages, long total, long input, long output, long seconds) {

  public static final Usage NONE = new Usage(0, 0, 0, 0, 0);

  public long of(UnitType type) {
    return switch (type) {
      case SERVICE_SPECIFIC -> messages;
      case TOTAL_OCTETS -> total;
      case INPUT_OCTETS -> input;
      case OUTPUT_OCTETS -> output;
      case TIME -> seconds;
    };
  }

  /** Used since an earlier moment, never negative. */
  public long since(Usage earlier, UnitType type) {
    return Math.max(0, of(type) - earlier.of(type));
  }
}
