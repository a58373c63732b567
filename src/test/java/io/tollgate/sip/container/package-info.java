@NullMarked
package io.tollgate.sip.container;

import org.jspecify.annotations.NullMarked;
