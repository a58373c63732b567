@NullMarked
package io.tollgate.sip.torture;

import org.jspecify.annotations.NullMarked;
