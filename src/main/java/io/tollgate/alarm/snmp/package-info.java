/** Alarms as SNMP notifications (RFC 3416), in the clear (v2c) or secured (RFC 3414, v3). */
@NullMarked
package io.tollgate.alarm.snmp;

import org.jspecify.annotations.NullMarked;
