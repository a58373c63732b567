/**
 * The lab charging functions: a CDF and an OCS that anybody can start, read and disturb. They are
 * the charging system of a first run and the fault injector of the tests; no part of the WAR knows
 * them, and they share no Diameter code with it.
 */
@NullMarked
package io.tollgate.lab;

import org.jspecify.annotations.NullMarked;
