/** What the server shows over HTTP. */
@NullMarked
package io.tollgate.console;

import org.jspecify.annotations.NullMarked;
