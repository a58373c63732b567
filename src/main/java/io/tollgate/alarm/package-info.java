/** The alarms of the server, from which the documentation and the rules for Prometheus are made. */
@NullMarked
package io.tollgate.alarm;

import org.jspecify.annotations.NullMarked;
