/** What a walk is about and what must be true of it, told without any message. */
@NullMarked
package io.tollgate.walk.model;

import org.jspecify.annotations.NullMarked;
