@NullMarked
package io.tollgate.sip.participating;

import org.jspecify.annotations.NullMarked;
