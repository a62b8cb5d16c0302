"""Material: photos, videos and other files given as evidence for claims, kept whole, tied to claims, shared without what
endangers whoever gave them. Sees only the record model, the errors and the store.

:mod:`~khabar.material.items` takes files in, :mod:`~khabar.material.check` verifies them, :mod:`~khabar.material.against`
compares them with claims, :mod:`~khabar.material.reuse` finds the same picture again, :mod:`~khabar.material.share` makes
the copies that may be handed on. Foreign bytes are decoded only in :mod:`~khabar.material.worker`, a process with limits.
"""
