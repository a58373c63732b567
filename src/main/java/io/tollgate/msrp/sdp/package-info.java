/** Message media in SDP (RFC 4975 section 8, RFC 6135, RFC 6714, RFC 5547): plain functions. */
@NullMarked
package io.tollgate.msrp.sdp;

import org.jspecify.annotations.NullMarked;
