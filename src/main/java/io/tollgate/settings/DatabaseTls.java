package io.tollgate.settings;

/** How a connection to the database is protected. */
public enum DatabaseTls {
  /** Certificate and host name are checked. */
  VERIFY_FULL,
  /** Encrypted to somebody, whoever that is. */
  REQUIRE,
  /** In the clear. */
  NONE
}
