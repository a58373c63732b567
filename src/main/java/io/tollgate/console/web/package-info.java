/** What pages are made of: markup that escapes by itself, JSON, and words for people. */
@NullMarked
package io.tollgate.console.web;

import org.jspecify.annotations.NullMarked;
