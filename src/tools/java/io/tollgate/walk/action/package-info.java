/** What a party may do, one class a kind: when it can be done, how, and what it must come to. */
@NullMarked
package io.tollgate.walk.action;

import org.jspecify.annotations.NullMarked;
