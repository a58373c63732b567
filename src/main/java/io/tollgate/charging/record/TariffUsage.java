package io.tollgate.charging.record;

/** Tariff-Change-Usage 452. */
public enum TariffUsage {
  BEFORE(0),
  AFTER(1),
  INDETERMINATE(2);

  private final int code;

  TariffUsage(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
