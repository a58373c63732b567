@NullMarked
package io.tollgate.console.web;

import org.jspecify.annotations.NullMarked;
