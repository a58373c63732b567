/**
 * What a body is to charging: something that a user says, or what clients tell each other about it.
 * One rule for every way that a body can take, SIP or MSRP. Plain Java.
 */
@NullMarked
package io.tollgate.content;

import org.jspecify.annotations.NullMarked;
