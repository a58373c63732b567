/** N7 on the SIP side: keeps messages for users who are away, delivers when they register. */
@NullMarked
package io.tollgate.sip.deferred;

import org.jspecify.annotations.NullMarked;
