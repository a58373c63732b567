/** The AVP catalogue as data, and the encoder and decoder that work on it. */
@NullMarked
package io.tollgate.diameter.avp;

import org.jspecify.annotations.NullMarked;
