/**
 * The controlling function: the conference focus in SIP. What a message means is decided in {@link
 * io.tollgate.conference}; here it is read, sent and answered.
 */
@NullMarked
package io.tollgate.sip.controlling;

import org.jspecify.annotations.NullMarked;
