@NullMarked
package io.tollgate.sip.farewell;

import org.jspecify.annotations.NullMarked;
