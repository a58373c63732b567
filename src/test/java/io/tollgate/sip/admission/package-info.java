@NullMarked
package io.tollgate.sip.admission;

import org.jspecify.annotations.NullMarked;
