/**
 * Charging data records as files: one record for each session or event, made of what the accounting
 * records of the journal say, in CSV or as TS 32.297 files with TS 32.298 records.
 */
@NullMarked
package io.tollgate.ledger.cdr;

import org.jspecify.annotations.NullMarked;
