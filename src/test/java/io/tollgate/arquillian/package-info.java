/** Arquillian over our own launcher: in-container tests with JUnit 5. */
@NullMarked
package io.tollgate.arquillian;

import org.jspecify.annotations.NullMarked;
