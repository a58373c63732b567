/** Diameter for the lab: the jDiameter server stack behind a few calls. */
@NullMarked
package io.tollgate.lab.stack;

import org.jspecify.annotations.NullMarked;
