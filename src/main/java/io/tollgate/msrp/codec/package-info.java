/** MSRP on the wire (RFC 4975 section 9): frames in, frames out, nothing remembered. */
@NullMarked
package io.tollgate.msrp.codec;

import org.jspecify.annotations.NullMarked;
