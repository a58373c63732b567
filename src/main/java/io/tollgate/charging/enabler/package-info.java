/** The Charging Enabler User put together: both interfaces of a session behind one door. */
@NullMarked
package io.tollgate.charging.enabler;

import org.jspecify.annotations.NullMarked;
