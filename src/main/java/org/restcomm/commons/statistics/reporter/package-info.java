/** A stand-in for a library of the container; see the class. Not in the WAR. */
@NullMarked
package org.restcomm.commons.statistics.reporter;

import org.jspecify.annotations.NullMarked;
