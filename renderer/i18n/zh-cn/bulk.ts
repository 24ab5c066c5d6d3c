import type { bulk as en } from '../en/bulk.ts'
import type { Translated } from '../translated.ts'

export const bulk: Translated<typeof en> = {
  showProgress: '显示进度',
  showResults: '显示结果',
  cancelRest: '取消其余',
  retryFailed: '重试失败项',
  retry_other: '重试 {{count}} 个',
  nothingWaits: '全部都已开始',
  failedOne: '{{name}}：{{reason}}',
  andMore: '以及另外 {{count}} 个',
  cancelled_other: '{{count}} 个保持原样。',
  progress: '已开始 {{done}} / {{total}}',
  show: '显示范围',
  name: '名称',
  result: '结果',
  reason: '原因',
  duration: '用时',
  copy: '复制结果',
  scope: {
    all: '全部',
    failed: '失败',
    done: '完成',
    cancelled: '未处理',
  },
  state: {
    waiting: '等待中',
    working: '进行中',
    done: '完成',
    failed: '失败',
    cancelled: '保持原样',
  },
  containers: {
    working: {
      start_other: '正在启动 {{count}} 个容器',
      stop_other: '正在停止 {{count}} 个容器',
      restart_other: '正在重启 {{count}} 个容器',
      pause_other: '正在暂停 {{count}} 个容器',
      unpause_other: '正在恢复 {{count}} 个容器',
      kill_other: '正在终止 {{count}} 个容器',
      remove_other: '正在移除 {{count}} 个容器',
    },
    done: {
      start_other: '已启动 {{count}} 个容器',
      stop_other: '已停止 {{count}} 个容器',
      restart_other: '已重启 {{count}} 个容器',
      pause_other: '已暂停 {{count}} 个容器',
      unpause_other: '已恢复 {{count}} 个容器',
      kill_other: '已终止 {{count}} 个容器',
      remove_other: '已移除 {{count}} 个容器',
    },
    partly: {
      start: '已启动 {{total}} 个中的 {{done}} 个',
      stop: '已停止 {{total}} 个中的 {{done}} 个',
      restart: '已重启 {{total}} 个中的 {{done}} 个',
      pause: '已暂停 {{total}} 个中的 {{done}} 个',
      unpause: '已恢复 {{total}} 个中的 {{done}} 个',
      kill: '已终止 {{total}} 个中的 {{done}} 个',
      remove: '已移除 {{total}} 个中的 {{done}} 个',
    },
  },
  images: {
    working_other: '正在移除 {{count}} 个镜像',
  },
  volumes: {
    working_other: '正在删除 {{count}} 个数据卷',
  },
}
