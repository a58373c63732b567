/** What operators do with the journal, while the server runs or not: see {@code deploy/journal}. */
@NullMarked
package io.tollgate.journal.cli;

import org.jspecify.annotations.NullMarked;
