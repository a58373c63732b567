/**
 * The message plane: Tollgate in the middle of MSRP (RFC 4975), one to one and in conferences. It
 * anchors sessions, carries, counts and gates messages, and knows nothing of SIP. {@link
 * io.tollgate.msrp.MsrpPlane} is the door.
 */
@NullMarked
package io.tollgate.msrp;

import org.jspecify.annotations.NullMarked;
