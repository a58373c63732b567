package io.tollgate.ledger.cdr;

/** Writes one record in a format. */
interface CdrEncoder {
  byte[] encode(Cdr cdr);
}
