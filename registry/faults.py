"""What the operating system refused, in words staff understand."""

from __future__ import annotations

import errno
from typing import Final

_WORDS: Final = {
    errno.EACCES: "没有权限",
    errno.EDQUOT: "超出磁盘限额",
    errno.EEXIST: "已有同名文件",
    errno.EIO: "磁盘读写出错",
    errno.EISDIR: "同名的是文件夹",
    errno.ELOOP: "链接指向自己",
    errno.EMFILE: "打开的文件过多",
    errno.ENAMETOOLONG: "名称过长",
    errno.ENOENT: "不存在",
    errno.ENOSPC: "磁盘已满",
    errno.ENOTDIR: "上级不是文件夹",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读",
    errno.ETXTBSY: "文件正被使用",
}


def why_not(fault: OSError) -> str:
    """Say why a file could not be read or written; what has no words here as the system says it."""
    return _WORDS.get(fault.errno or 0) or fault.strerror or type(fault).__name__
