/**
 * What the server's SQLite files have in common: whose a file is, and what a damaged one still
 * says.
 */
@NullMarked
package io.tollgate.files.sqlite;

import org.jspecify.annotations.NullMarked;
