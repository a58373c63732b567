/**
 * Random walks: symmetrical parties do whatever parties may do, through a running server, and a
 * small model says what must come of it and what it must cost. A walk that differs shrinks to a
 * short script.
 */
@NullMarked
package io.tollgate.walk;

import org.jspecify.annotations.NullMarked;
