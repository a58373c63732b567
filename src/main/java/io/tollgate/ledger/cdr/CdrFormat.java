package io.tollgate.ledger.cdr;

/** How charging data records are written. */
public enum CdrFormat {
  /** Lines of RFC 4180, the first with the names of the columns. */
  CSV("csv"),
  /** TS 32.297 files with TS 32.298 records in BER. */
  BER("cdr");

  private final String suffix;

  CdrFormat(String suffix) {
    this.suffix = suffix;
  }

  /** Of its files' names. */
  String suffix() {
    return suffix;
  }
}
