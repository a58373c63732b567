/** The control port of the lab: HTTP on loopback, text in and out. */
@NullMarked
package io.tollgate.lab.control;

import org.jspecify.annotations.NullMarked;
