/**
 * What somebody outside may try, by name: each attack is played against a running server, and the
 * charging functions hold exactly what honest calls used.
 */
@NullMarked
package io.tollgate.hostile;

import org.jspecify.annotations.NullMarked;
