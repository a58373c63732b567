@NullMarked
package io.tollgate.sip;

import org.jspecify.annotations.NullMarked;
