/**
 * Scripted misbehaviour of the lab functions: which requests it meets, and what happens to them.
 */
@NullMarked
package io.tollgate.lab.fault;

import org.jspecify.annotations.NullMarked;
