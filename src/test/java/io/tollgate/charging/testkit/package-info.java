/** Stand-ins for everything around the charging domain: time, ports, service, signalling. */
@NullMarked
package io.tollgate.charging.testkit;

import org.jspecify.annotations.NullMarked;
