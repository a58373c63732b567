/** The lab functions, seen from a peer that shares no code with them. */
@NullMarked
package io.tollgate.lab;

import org.jspecify.annotations.NullMarked;
