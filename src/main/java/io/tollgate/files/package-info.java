/** Files of the server's own: nobody else reads them, and one process at a time uses them. */
@NullMarked
package io.tollgate.files;

import org.jspecify.annotations.NullMarked;
