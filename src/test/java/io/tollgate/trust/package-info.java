/** Tests of who may speak, and who is believed. */
@NullMarked
package io.tollgate.trust;

import org.jspecify.annotations.NullMarked;
