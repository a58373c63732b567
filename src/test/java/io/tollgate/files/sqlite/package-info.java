@NullMarked
package io.tollgate.files.sqlite;

import org.jspecify.annotations.NullMarked;
