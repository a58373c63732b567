@NullMarked
package io.tollgate.sip.leg;

import org.jspecify.annotations.NullMarked;
