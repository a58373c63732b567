/** The rule of what is content ({@link io.tollgate.content}), applied to SIP messages. */
@NullMarked
package io.tollgate.sip.content;

import org.jspecify.annotations.NullMarked;
