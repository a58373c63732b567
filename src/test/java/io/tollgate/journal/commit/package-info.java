@NullMarked
package io.tollgate.journal.commit;

import org.jspecify.annotations.NullMarked;
