@NullMarked
package io.tollgate.alarm.snmp;

import org.jspecify.annotations.NullMarked;
