/** The console's pages and actions, and the same as JSON. */
@NullMarked
package io.tollgate.console.pages;

import org.jspecify.annotations.NullMarked;
