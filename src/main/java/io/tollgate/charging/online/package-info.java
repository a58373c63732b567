/**
 * CH-2: the credit-control session of RFC 8506 7, one class per state; quotas, triggers, final
 * units and failure handling.
 */
@NullMarked
package io.tollgate.charging.online;

import org.jspecify.annotations.NullMarked;
